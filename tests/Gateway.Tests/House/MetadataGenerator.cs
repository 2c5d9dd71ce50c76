using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Tests.House;

/// <summary>The members of <c>metadata</c>, as raw JSON.</summary>
internal static class MetadataGenerator
{
    private static readonly Gen<string> Flag = Gen.Frequency((12, Gen.Elements("true", "false")), (3, Gen.Constant("null")), (1, Gen.Elements("1", "\"true\"", "[]")));

    private static readonly Gen<string> Anything = Gen.Elements(
        "null", "true", "0", "-0", "1e999", "1E-5", "0.10", "123456789012345678901234567890", "\"text\"", "\"\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"🐈\\\\ud800\"",
        "[]", "{}", "[null,{\"a\":null,\"b\":[null]},[[]]]", "{\"a\":{\"b\":null},\"c\":1.50}", "{\"\":\"\"}", new string('[', 28) + new string(']', 28), $"\"{new string('x', 8000)}\"");

    public static Gen<IReadOnlyList<(string Name, string Json)>> Mix { get; } = Members(
        (60, "off_peak", Flag), (60, "bgm", Flag), (2, "tag", Anything));

    /// <param name="takesSubjects">Where the model gives some more names a meaning.</param>
    public static Gen<IReadOnlyList<(string Name, string Json)>> Open(bool takesSubjects) => Members(
        (30, "off_peak", Flag),
        (30, "bgm", Flag),
        (30, "tag", Anything),
        (30, "ünï \\\"🐈", Anything),
        (20, "audio_type", takesSubjects ? AudioType : Anything),
        (15, "subjects", takesSubjects ? Gen.Elements("[]", "null") : Anything),
        (10, "resolution", Anything),
        (10, "generation_type", Gen.Elements("\"frame\"", "5")));

    public static Gen<IReadOnlyList<(string Name, string Json)>> Subjects(string[] names, Gen<string> url, Gen<string> wrongUrl)
    {
        var images =
            from count in Gen.Frequency((30, Gen.Choose(1, 3)), (1, Gen.Elements(0, 4)))
            from urls in Gen.ArrayOf(Gen.Frequency((60, url), (1, wrongUrl)), count)
            select $"[{string.Join(',', urls)}]";
        return
            from all in Gen.ArrayOf(images, names.Length)
            from voice in Gen.Frequency((20, Gen.Constant("")), (3, Gen.Constant(",\"voice\":null")), (1, Gen.Constant(",\"voice\":1")))
            from twice in Gen.Frequency((20, Gen.Constant(0)), (1, Gen.Constant(1)))
            let subjects = names.Zip(all, (name, list) => $"{{\"name\":{JsonSerializer.Serialize(name)},\"images\":{list}{voice}}}").ToList()
            from others in Members((30, "off_peak", Flag), (40, "audio_type", AudioType), (20, "tag", Anything))
            select (IReadOnlyList<(string, string)>)[("subjects", $"[{string.Join(',', subjects.Concat(subjects.Take(twice)))}]"), .. others];
    }

    public static Gen<IReadOnlyList<(string Name, string Json)>> Veo(int images, bool takesReferences)
    {
        var types = (images, takesReferences) switch
        {
            (0, _) => Gen.Constant("null"),
            (3, true) => Gen.Constant("\"reference\""),
            (_, true) => Gen.Elements("\"reference\"", "\"frame\""),
            _ => Gen.Constant("\"frame\""),
        };
        var type = Gen.Frequency((24, types), (1, Gen.Elements("\"frame\"", "\"reference\"", "\"\"", "\"Frame\"", "1")));
        return Members(
            (60, "generation_type", type),
            (25, "resolution", Gen.Elements("\"720p\"", "\"1080p\"", "\"4k\"", "null")),
            (30, "enable_gif", Gen.Frequency((3, Gen.Constant("false")), (1, Flag))),
            (2, "bgm", Flag));
    }

    private static Gen<string> AudioType { get; } =
        Gen.Frequency((20, Gen.Elements("\"all\"", "\"speech_only\"", "\"sound_effect_only\"", "null")), (1, Gen.Elements("\"music\"", "\"\"", "1")));

    private static Gen<IReadOnlyList<(string Name, string Json)>> Members(params (int Percent, string Name, Gen<string> Value)[] members) =>
        from values in Gen.CollectToList(members, member => Gen.Frequency(
            (member.Percent, member.Value.Select(json => (member.Name, Json: (string?)json))),
            (100 - member.Percent, Gen.Constant((member.Name, Json: (string?)null)))))
        select (IReadOnlyList<(string, string)>)[.. values.Where(value => value.Json is not null).Select(value => (value.Name, value.Json!))];
}
