using Gateway.Http;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>Names that operators give to keys and teams.</summary>
internal static class NameField
{
    private const int Longest = 128;

    public static string Read(FieldReader fields, string field, string before, Func<string, string, ErrorDetail?> check)
    {
        var name = fields.Has(field) ? fields.Text(field) : before;
        if (!string.IsNullOrEmpty(name))
        {
            fields.Problems.Add(check(field, name));
            return name;
        }

        if (!fields.Problems.Concerns(field))
        {
            fields.Problems.Add(field, DetailCodes.Required, $"'{field}' is required.");
        }

        return "";
    }

    public static ErrorDetail? Check(string field, string name)
    {
        if (name.Length > Longest)
        {
            return new ErrorDetail(field, DetailCodes.TooLong, $"'{field}' may have at most {Longest} characters.", JsonValues.Range(1, Longest));
        }

        return name.Any(char.IsControl) || name.Trim() != name
            ? new ErrorDetail(field, DetailCodes.NotAllowed, $"'{field}' may have no control characters, and no spaces at its ends.")
            : null;
    }

    public static ErrorDetail? CheckTeam(string field, string name) => Teams.IsName(name)
        ? Check(field, name)
        : new ErrorDetail(field, DetailCodes.NotAllowed, $"'{field}' may have no slash, and not be dots alone.");
}
