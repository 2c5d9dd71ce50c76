// Uses the generated types for everything that a caller does, against the gateway at GATEWAY_URL.
import createClient from "openapi-fetch";
import type { components, paths } from "./gateway.js";

type Failure = { error?: components["schemas"]["ErrorAnswer"]; response: Response };
const env = process.env;
const client = (key: string) => createClient<paths>({ baseUrl: env.GATEWAY_URL!, headers: { Authorization: `Bearer ${env[key]}` } });
const gateway = client("GATEWAY_KEY");
const create = (prompt: string, headers: Record<string, string> = {}, by = gateway) =>
  by.POST("/v1/videos/generations", { body: { model: "viduq3-pro", prompt, duration: 1 }, headers });

function check(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`It is not so: ${what}`);
}

async function refused(status: number, code: components["schemas"]["ErrorCode"], call: Promise<Failure>): Promise<Failure> {
  const answer = await call;
  check(answer.response.status === status && answer.error?.error.code === code, `${status} ${code}, but ${answer.response.status} ${answer.error?.error.code}`);
  return answer;
}

// Create, wait, result.
let { data: task } = await create("A cat", { "Idempotency-Key": "a-cat-ts" });
while (task && task.status !== "completed" && task.status !== "failed") {
  ({ data: task } = await gateway.GET("/v1/videos/generations/{id}", { params: { path: { id: task.id }, query: { wait: 30 } } }));
}
check(task?.status === "completed" && task.result?.data[0]?.url.startsWith("http") === true && task.usage.state === "charged", "a result");

// List and cancel.
const { data: page } = await gateway.GET("/v1/videos/generations", { params: { query: { limit: 5, status: "completed" } } });
check(page?.data.some((one) => one.id === task?.id) === true, "the list");
await create("[sandbox:never_ends]", { "X-Gateway-Upstream": "legacy" });
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
await refused(400, "invalid_request", gateway.POST("/v1/videos/generations/validate", { body: unfit }));

// Every kind of error.
const wrong = await refused(400, "invalid_request", gateway.POST("/v1/videos/generations", { body: { model: "viduq3-pro", prompt: "A cat", duration: 99 } }));
check(wrong.error?.error.details[0]?.code === "out_of_range", "the problem");
await refused(401, "unauthorized", client("WRONG_KEY").GET("/v1/usage"));
await refused(402, "insufficient_quota", create("A cat", {}, client("POOR_KEY")));
await refused(403, "model_not_allowed", create("A cat", {}, client("NARROW_KEY")));
await refused(404, "task_not_found", gateway.GET("/v1/videos/generations/{id}", { params: { path: { id: "video_00000000000000000000000000" } } }));
await refused(404, "model_not_found", gateway.GET("/v1/models/{model}", { params: { path: { model: "viduq4" } } }));
await refused(409, "idempotency_conflict", create("Another cat", { "Idempotency-Key": "a-cat-ts" }));
await refused(409, "not_cancellable", gateway.POST("/v1/videos/generations/{id}/cancel", { params: { path: { id: task!.id } } }));
await refused(422, "content_policy_violation", create("[sandbox:content_policy]"));
const limited = await refused(429, "rate_limit_exceeded", create("A cat", {}, client("SLOW_KEY")).then(() => create("A cat", {}, client("SLOW_KEY"))));
check(Number(limited.response.headers.get("Retry-After")) > 0, "when to try again");
console.log("all of it");
