using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Lies;

/// <summary>Bends true answers: their structure, their spelling, their bytes, their status.</summary>
internal sealed class Liar(Random random)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly int[] Statuses = [0, 201, 204, 302, 400, 401, 402, 403, 404, 409, 410, 422, 429, 500, 502, 503];

    private static readonly string[] Names =
        ["id", "task_id", "client_business_id", "status", "progress", "data", "result", "url", "video_url", "error", "code", "type", "message", "metadata", "videos", "success", "format", "created_at", "completed_at"];

    private readonly TrueAnswers truth = new(random);

    public Lie Create(string dialect, JobNames names) => Bend(truth.Create(dialect, names), dialect, names);

    public Lie Poll(string dialect, JobNames names) => Bend(truth.Poll(dialect, names), dialect, names);

    private Lie Bend(JsonNode answer, string dialect, JobNames names)
    {
        for (var times = random.Next(4); times > 0; times--)
        {
            answer = Restructured(answer, dialect, names);
        }

        var text = answer.ToJsonString(Plain);
        var bytes = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? text : Respelled(text));
        return new Lie(
            random.Next(6) == 0 ? Statuses[random.Next(Statuses.Length)] : 200,
            random.Next(4) == 0 ? Broken(bytes) : bytes,
            random.Next(10) == 0 ? random.Next(200) : null);
    }

    private JsonNode Restructured(JsonNode answer, string dialect, JobNames names)
    {
        switch (random.Next(6))
        {
            case 0:
                return new JsonObject { ["data"] = answer };
            case 1:
                return new JsonObject { ["code"] = 200, ["status"] = "success", ["data"] = new JsonArray(answer, truth.Poll(dialect, names)) };
            case 2:
                return random.Next(5) == 0 ? new JsonArray(answer) : answer;
        }

        var objects = Objects(answer).ToList();
        if (objects.Count == 0)
        {
            return answer;
        }

        var at = objects[random.Next(objects.Count)];
        var existing = at.Select(member => member.Key).ToList();
        var name = existing.Count > 0 && random.Next(2) == 0 ? existing[random.Next(existing.Count)] : Names[random.Next(Names.Length)];
        if (random.Next(4) == 0)
        {
            at.Remove(name);
        }
        else
        {
            at[name] = Value(dialect, names);
        }

        return answer;
    }

    private JsonNode? Value(string dialect, JobNames names) => random.Next(16) switch
    {
        0 => null,
        1 => true,
        2 => false,
        3 => 0,
        4 => random.Next(1000),
        5 => 1e300,
        6 => "",
        7 => "failed",
        8 => "completed",
        9 => names.Secret,
        10 => $"Bearer {names.Secret.ToUpperInvariant()}\r\nforged \u2028 line",
        11 => Respelled($"\"{names.Secret}\""),
        12 => new JsonObject { [names.Secret] = new JsonArray(names.Secret) },
        13 => JobNames.ForeignId,
        14 => names.Id,
        _ => truth.Poll(dialect, names),
    };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    /// <summary>The same JSON, some of its characters escaped.</summary>
    private string Respelled(string json)
    {
        var spelled = new StringBuilder(json.Length * 2);
        var isInText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var character = json[i];
            if (character == '\\')
            {
                spelled.Append(character).Append(json[++i]);
                continue;
            }

            isInText ^= character == '"';
            var escapes = isInText && character != '"' && random.Next(character is '/' or '-' ? 2 : 12) == 0;
            spelled.Append(!escapes ? character.ToString()
                : character == '/' && random.Next(2) == 0 ? "\\/"
                : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));
        }

        return spelled.ToString();
    }

    private byte[] Broken(byte[] body)
    {
        var bytes = body.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count), 1));
                    break;
                default:
                    bytes.InsertRange(at, "\\ud83d"u8.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
