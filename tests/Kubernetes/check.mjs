// Reads what "kubectl kustomize" printed and checks every object of it: its values by the schema of its kind, and by the
// kind's type that it has no field which Kubernetes does not know. Prints each fault; exit code 1 if there is one.
//   kubectl kustomize deploy/kubernetes/overlays/postgres-replicas | node tests/Kubernetes/check.mjs
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parseAllDocuments } from "yaml";

const objects = parseAllDocuments(readFileSync(0, "utf8")).map((document) => document.toJS());
const moduleOf = ({ apiVersion }) => `kubernetes-models/${apiVersion}`;
const nameOf = ({ kind, metadata }) => `${kind}/${metadata?.name}`;
const faults = [];

for (const object of objects) {
  const kinds = await import(moduleOf(object)).catch(() => ({}));
  if (!kinds[object.kind]) {
    faults.push(`${nameOf(object)}: there is no kind ${object.kind} in ${object.apiVersion}`);
    continue;
  }
  try {
    new kinds[object.kind](object).validate();
  } catch (problem) {
    faults.push(`${nameOf(object)}: ${problem.message}`);
  }
}

// Beside the packages, so that their types are found; of its own name, because several checks may run at once.
const source = fileURLToPath(new URL(`./checked-${process.pid}.ts`, import.meta.url));
const known = objects.filter((object) => !faults.some((fault) => fault.includes("no kind") && fault.startsWith(nameOf(object))));
writeFileSync(source, known.map((object, index) => `import type { I${object.kind} as T${index} } from "${moduleOf(object)}";
export const o${index}: T${index} = ${JSON.stringify(object)};`).join("\n"));
try {
  const program = ts.createProgram([source], {
    module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, noEmit: true, skipLibCheck: true, strict: true, types: [],
  });
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    faults.push(ts.flattenDiagnosticMessageText(diagnostic.messageText, " "));
  }
} finally {
  rmSync(source);
}

faults.forEach((fault) => console.error(fault));
console.log(`${objects.length} objects, ${faults.length} faults: ${objects.map(nameOf).join(", ")}`);
process.exitCode = objects.length > 0 && faults.length === 0 ? 0 : 1;
