import { h, newId, say } from '../dom.js';
import { copyButton } from '../parts/bits.js';

/** @typedef {import('./code.js').Call} Call */

/** The same call in four languages. The key is an environment variable: what is copied is passed on. @type {Record<string, (call: Call) => string>} */
const Languages = { curl, 'C#': csharp, TypeScript: typescript, Python: python };

/** Tabs with the call as code. */
export function codeTabs() {
  /** @type {Call} */
  let call = { body: {}, upstream: '', url: '' };
  let language = 'curl';
  const id = newId();
  const code = h('code');
  const panel = h('div', { role: 'tabpanel', id: `${id}-panel`, tabindex: 0, class: 'code-panel', 'aria-label': 'The call as code' }, h('pre', {}, code));
  const tabs = Object.keys(Languages).map(name =>
    h('button', { type: 'button', role: 'tab', id: `${id}-${name}`, 'aria-controls': `${id}-panel`, onclick: () => choose(name) }, name));
  const list = h('div', { role: 'tablist', 'aria-label': 'Language', onkeydown: arrow }, ...tabs);
  choose(language);
  return {
    elements: [h('div', { class: 'code-head' }, list, copyButton(() => code.textContent ?? '')), panel],
    /** @param {Call} next */
    show: next => {
      call = next;
      draw();
    },
  };

  /** @param {string} name */
  function choose(name) {
    language = name;
    for (const tab of tabs) {
      const isChosen = tab.textContent === name;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }

    draw();
  }

  function draw() {
    say(code, Languages[language]?.(call) ?? '');
  }

  /** @param {KeyboardEvent} event */
  function arrow(event) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    const next = tabs[(tabs.findIndex(tab => tab.textContent === language) + step + tabs.length) % tabs.length];
    if (next?.textContent) choose(next.textContent);
    next?.focus();
  }
}

/** @param {Call} call */
function curl({ body, upstream, url }) {
  return [
    `curl -s ${url}/v1/videos/generations \\`,
    '  -H "Authorization: Bearer $GATEWAY_KEY" -H "Content-Type: application/json" \\',
    ...(upstream ? [`  -H "X-Gateway-Upstream: ${upstream}" \\`] : []),
    `  -d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`,
    '',
    '# Answers at the next change, or after 30 seconds. Again until status is completed or failed:',
    `curl -s "${url}/v1/videos/generations/$TASK?wait=30" -H "Authorization: Bearer $GATEWAY_KEY"`,
  ].join('\n');
}

/** @param {Call} call */
function csharp({ body, upstream, url }) {
  return `using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using var gateway = new HttpClient { BaseAddress = new Uri("${url}/") };
gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("GATEWAY_KEY"));
var body = """
${indented(JSON.stringify(body, null, 2), '    ')}
    """;
using var create = new HttpRequestMessage(HttpMethod.Post, "v1/videos/generations")
{
    Content = new StringContent(body, Encoding.UTF8, "application/json"),
    // The same request may be sent again with the same key: it stays one task.
    Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }${upstream ? `, { "X-Gateway-Upstream", "${upstream}" }` : ''} },
};
using var answer = await gateway.SendAsync(create);
answer.EnsureSuccessStatusCode();
var task = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
while ((string?)task["status"] is "queued" or "in_progress")
{
    task = JsonNode.Parse(await gateway.GetStringAsync($"v1/videos/generations/{task["id"]}?wait=30"))!;
}

Console.WriteLine(task["result"]?["data"]?[0]?["url"] ?? task["error"]);`;
}

/** @param {Call} call */
function typescript({ body, upstream, url }) {
  return `const gateway = '${url}/v1/videos/generations';
const headers = { Authorization: \`Bearer \${process.env.GATEWAY_KEY}\` };
const answer = await fetch(gateway, {
  method: 'POST',
  // The same request may be sent again with the same key: it stays one task.
  headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID()${upstream ? `, 'X-Gateway-Upstream': '${upstream}'` : ''} },
  body: JSON.stringify(${indented(JSON.stringify(body, null, 2), '  ').trimStart()}),
});
if (!answer.ok) throw new Error(await answer.text());
let task = await answer.json();
while (task.status === 'queued' || task.status === 'in_progress') {
  task = await (await fetch(\`\${gateway}/\${task.id}?wait=30\`, { headers })).json();
}

console.log(task.result?.data[0].url ?? task.error);`;
}

/** @param {Call} call */
function python({ body, upstream, url }) {
  return `import json, os, urllib.request, uuid

GATEWAY = "${url}/v1/videos/generations"
HEADERS = {"Authorization": "Bearer " + os.environ["GATEWAY_KEY"]}

def call(url, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, {**HEADERS, **headers})) as answer:
        return json.load(answer)

# The same request may be sent again with the same key: it stays one task.
task = call(GATEWAY, ${pythonValue(body)},
            **{"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())${upstream ? `, "X-Gateway-Upstream": "${upstream}"` : ''}})
while task["status"] in ("queued", "in_progress"):
    task = call(f'{GATEWAY}/{task["id"]}?wait=30')

print(task["result"]["data"][0]["url"] if "result" in task else task["error"])`;
}

/** @param {string} text @param {string} by */
const indented = (text, by) => text.split('\n').map(line => by + line).join('\n');

/** @param {unknown} value @returns {string} */
function pythonValue(value) {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value === 'object') return `{${Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${pythonValue(part)}`).join(', ')}}`;
  return JSON.stringify(value);
}
