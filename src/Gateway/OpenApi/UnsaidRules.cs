namespace Gateway.OpenApi;

/// <summary>The rules that the request's schema cannot say, by name. Where there is one, POST /v1/videos/generations/validate has the last word.</summary>
internal static class UnsaidRules
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["json_form"] = "The body is UTF-8 of at most 1 MiB, nests at most 32 deep, names no member twice and escapes no half of a surrogate pair.",
        ["null_is_absent"] = "A member that is null counts as absent whatever its name; the schema refuses a name that it does not know also with null.",
        ["image_url_host"] = "Host and port of an image's URL have to be possible ones.",
        ["metadata_size"] = "metadata has at most 16384 bytes as it is written.",
        ["metadata_misspelled"] = "Where metadata takes any member, one that is nearly a known name is refused.",
        ["one_parameter_two_places"] = "A parameter that may also stand in metadata has the same value in both places.",
        ["subject_names_differ"] = "No two subjects have the same name.",
        ["prompt_references"] = "Every @name in the prompt, other than @Image and a number, is a subject's name where the model takes subjects.",
        ["callback_url"] = "callback_url is an https URL of at most 2048 characters without user name, whose host is a name; it needs a gateway that has a signing key.",
        ["route"] = "An enabled upstream has to be able to carry the request.",
    };

    public static string AsList { get; } = string.Join('\n', All.Select(rule => $"- `{rule.Key}`: {rule.Value}"));
}
