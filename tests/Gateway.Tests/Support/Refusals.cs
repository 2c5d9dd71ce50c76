using System.Text.Json;

namespace Gateway.Tests.Support;

/// <summary>Short ways to say how a call was refused.</summary>
internal static class Refusals
{
    public static void ShouldBeRefusal(this (int Status, JsonElement Body) answer, int status, string code, string message = "")
    {
        (answer.Status, answer.Body.Text("error", "code")).ShouldBe((status, code));
        answer.Body.Text("error", "message").ShouldContain(message);
    }
}
