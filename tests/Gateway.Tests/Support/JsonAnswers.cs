using System.Text.Json;

namespace Gateway.Tests.Support;

/// <summary>Short ways to look into JSON.</summary>
internal static class JsonAnswers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage response) => (await response.Content.ReadAsStringAsync()).AsJson();

    public static JsonElement AsJson(this string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static JsonElement At(this JsonElement element, params object[] path) => path.Aggregate(
        element, (current, step) => step is int index ? current[index] : current.GetProperty((string)step));

    public static string Text(this JsonElement element, params object[] path) => element.At(path).ToString();
}
