// Uses the generated types for everything that a caller does, against the gateway at GATEWAY_URL.
import createClient from "openapi-fetch";
import type { components, operations, paths } from "./gateway.js";

type ErrorAnswer = components["schemas"]["ErrorAnswer"];
type ErrorCode = components["schemas"]["ErrorCode"];
type Failure = { error?: ErrorAnswer; response: Response };
/** The statuses with which a call says what is wrong in the one shape of all errors: another one does not compile. */
type Refusals<Call extends keyof operations> = {
  [Status in keyof operations[Call]["responses"]]: operations[Call]["responses"][Status] extends { content: { "application/json": ErrorAnswer } } ? Status : never;
}[keyof operations[Call]["responses"]];

const env = process.env;
const client = (key: string, address = env.GATEWAY_URL!, change = (request: Request) => request) =>
  createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${env[key]}` }, fetch: (request) => fetch(change(request)) });
const gateway = client("GATEWAY_KEY");
const create = (prompt: string, headers: Record<string, string> = {}, by = gateway) =>
  by.POST("/v1/videos/generations", { body: { model: "viduq3-pro", prompt, duration: 1 }, headers });

function check(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`It is not so: ${what}`);
}

/** Each code, and whether it was met. Those that are are of operators' calls, and of a body that does not arrive. */
const met: Record<ErrorCode, boolean> = {
  invalid_json: false, invalid_request: false, unauthorized: false, insufficient_quota: false, model_not_allowed: false, forbidden: true, model_not_found: false,
  task_not_found: false, not_found: false, method_not_allowed: false, not_acceptable: false, request_timeout: true, idempotency_conflict: false, not_cancellable: false,
  task_not_completed: false, conflict: true, result_expired: false, payload_too_large: false, unsupported_media_type: false, content_policy_violation: false,
  rate_limit_exceeded: false, concurrency_limit_exceeded: false, internal_error: false, upstream_rejected: false, upstream_unavailable: false, service_unavailable: false,
};

async function refused<Call extends keyof operations>(_: Call, status: Refusals<Call>, code: ErrorCode, call: Promise<Failure>): Promise<Failure> {
  const answer = await call;
  check(answer.response.status === Number(status) && answer.error?.error.code === code, `${String(status)} ${code}, but ${answer.response.status} ${answer.error?.error.code}`);
  met[code] = true;
  return answer;
}

// What a caller asks of a refusal before it sends the same again.
const mayHelp = ({ response }: Failure) => response.headers.get("x-should-retry") !== "false";
const rest = ({ response }: Failure) => Number(response.headers.get("Retry-After"));

// Create, wait, result.
let { data: task } = await create("A cat", { "Idempotency-Key": "a-cat-ts" });
while (task && task.status !== "completed" && task.status !== "failed") {
  ({ data: task } = await gateway.GET("/v1/videos/generations/{id}", { params: { path: { id: task.id }, query: { wait: 30 } } }));
}
check(task?.status === "completed" && task.result?.data[0]?.url.startsWith("http") === true && task.usage.state === "charged", "a result");

// List and cancel.
const { data: page } = await gateway.GET("/v1/videos/generations", { params: { query: { limit: 5, status: "completed" } } });
check(page?.data.some((one) => one.id === task?.id) === true, "the list");
const { data: endless } = await create("[sandbox:never_ends]", { "X-Gateway-Upstream": "legacy" });
const { data: waiting } = await create("Behind it", { "X-Gateway-Upstream": "legacy" });
const { data: cancelled } = await gateway.POST("/v1/videos/generations/{id}/cancel", { params: { path: { id: waiting!.id } } });
check(cancelled?.error?.code === "cancelled" && cancelled.usage.state === "refunded", "a cancelled task");

// What the types know of each model: a wrong value does not compile.
const { data: tried } = await gateway.POST("/v1/videos/generations/validate", {
  body: { model: "viduq3", prompt: "@cat runs", image_urls: ["https://example.com/1.jpg"], metadata: { subjects: [{ name: "cat", images: ["https://example.com/cat.jpg"] }] } },
});
check((tried?.price.credits ?? 0) > 0, "a dry run");
// @ts-expect-error: this model has no such resolution.
const unfit: components["schemas"]["VideoGenerationRequest"] = { model: "viduq3-mix", prompt: "A cat", image_urls: ["https://example.com/1.jpg"], resolution: "540p" };
await refused("validateVideo", 400, "invalid_request", gateway.POST("/v1/videos/generations/validate", { body: unfit }));

// Every kind of error: it has its type, and says whether a repeat may help, and when.
const get = (id: string, by = gateway) => by.GET("/v1/videos/generations/{id}", { params: { path: { id } } });
const content = (id: string, header = {}) => gateway.GET("/v1/videos/generations/{id}/content", { params: { path: { id }, header }, parseAs: "blob" });
const wrong = await refused("createVideo", 400, "invalid_request", gateway.POST("/v1/videos/generations", { body: { model: "viduq3-pro", prompt: "A cat", duration: 99 } }));
check(wrong.error?.error.details[0]?.code === "out_of_range", "the problem");
await refused("getUsage", 401, "unauthorized", client("WRONG_KEY").GET("/v1/usage"));
const poor = await refused("createVideo", 402, "insufficient_quota", create("A cat", {}, client("POOR_KEY")));
await refused("createVideo", 403, "model_not_allowed", create("A cat", {}, client("NARROW_KEY")));
await refused("getVideo", 404, "task_not_found", get("video_00000000000000000000000000"));
await refused("getModel", 404, "model_not_found", gateway.GET("/v1/models/{model}", { params: { path: { model: "viduq4" } } }));
await refused("createVideo", 404, "not_found", create("A cat", {}, client("GATEWAY_KEY", `${env.GATEWAY_URL}/wrong`)));
const other = await refused("createVideo", 409, "idempotency_conflict", create("Another cat", { "Idempotency-Key": "a-cat-ts" }));
await refused("cancelVideo", 409, "not_cancellable", gateway.POST("/v1/videos/generations/{id}/cancel", { params: { path: { id: task!.id } } }));
await refused("getVideoContent", 409, "task_not_completed", content(endless!.id));
await refused("createVideo", 413, "payload_too_large", create("x".repeat(1_200_000)));
await refused("getVideoContent", 416, "invalid_request", content(task!.id, { Range: "bytes=999999999-" }));
await gateway.DELETE("/v1/videos/generations/{id}/content", { params: { path: { id: task!.id } } });
await refused("getVideoContent", 410, "result_expired", content(task!.id));
const unfitting = await refused("createVideo", 422, "content_policy_violation", create("[sandbox:content_policy]"));
await create("A cat", {}, client("SLOW_KEY"));
const slow = await refused("createVideo", 429, "rate_limit_exceeded", create("A cat", {}, client("SLOW_KEY")));
await create("[sandbox:never_ends]", {}, client("BUSY_KEY"));
const busy = await refused("createVideo", 429, "concurrency_limit_exceeded", create("A cat", {}, client("BUSY_KEY")));
await refused("getVideo", 500, "internal_error", get(env.BROKEN_TASK!, client("OTHER_KEY")));
const rejected = await refused("createVideo", 502, "upstream_rejected", create("[sandbox:reject]"));
check(rejected.response.headers.get("X-Gateway-Task")?.startsWith("video_") === true, "the task that failed");
const later = { "Idempotency-Key": "later", "X-Gateway-Upstream": "apimart" };
const full = await refused("createVideo", 503, "upstream_unavailable", create("A cat", later));
const stuck = await refused("createVideo", 503, "service_unavailable", create("A cat", {}, client("GATEWAY_KEY", env.UNWRITABLE_URL)));
check([poor, other, unfitting, rejected].every((error) => !mayHelp(error)), "where a repeat does not help");
check([slow, busy, full, stuck].every((error) => mayHelp(error) && rest(error) > 0), "when to try again");
await new Promise((resolve) => setTimeout(resolve, rest(full) * 1000));
check((await create("A cat", later)).error === undefined, "taken when the gateway said");

// What only something between the client and the gateway brings about.
const changed = (change: (request: Request) => Request) => client("GATEWAY_KEY", env.GATEWAY_URL, change);
await refused("createVideo", 400, "invalid_json", create("A cat", {}, changed((request) => new Request(request, { body: "{" }))));
await refused("createVideo", 405, "method_not_allowed", create("A cat", {}, changed((request) => new Request(request, { method: "PUT" }))));
await refused("createVideo", 406, "not_acceptable", create("A cat", { Accept: "text/html" }));
await refused("createVideo", 415, "unsupported_media_type", create("A cat", { "Content-Type": "text/plain" }));
const missing = Object.entries(met).filter(([, isMet]) => !isMet);
check(missing.length === 0, `every code was met, but not ${missing.map(([code]) => code).join(", ")}`);
console.log("all of it");
