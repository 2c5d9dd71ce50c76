using System.Text;
using Gateway.Models;

namespace Gateway.Tests.Models;

/// <summary>What the form of a body decides, before any model is looked at.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("{'model':'a',}", "line 1")]
    [InlineData("{'model':'a'} x", "line 1")]
    [InlineData("{'model':'a'}{}", "line 1")]
    [InlineData("/* c */{'model':'a'}", "line 1")]
    [InlineData("{'model':NaN}", "line 1")]
    [InlineData("{'duration':05}", "line 1")]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("'text'", "object")]
    [InlineData("5", "object")]
    [InlineData("{'model':'a','model':'b'}", "same name")]
    [InlineData("{'model':'a','\\u006dodel':'b'}", "same name")]
    [InlineData("{'metadata':{'a':[{'b':1,'b':1}]}}", "same name")]
    [InlineData("{'prompt':'\\ud83d'}", "surrogate")]
    [InlineData("{'prompt':'\\ude00'}", "surrogate")]
    [InlineData("{'prompt':'\\ude00\\ud83d'}", "surrogate")]
    [InlineData("{'prompt':'\\ud83d\\n'}", "surrogate")]
    [InlineData("{'prompt':'\\ud83dx\\ude00'}", "surrogate")]
    [InlineData("{'\\uD800':1}", "surrogate")]
    [InlineData("{'metadata':{'a':['\\\\\\uDBFF']}}", "surrogate")]
    public void What_is_no_JSON_object_is_refused_as_a_whole(string body, string says)
    {
        var reading = Matrix.ReadBody(Matrix.Json(body));

        reading.Request.ShouldBeNull();
        reading.Error.ShouldNotBeNull().Code.ShouldBe("invalid_json");
        reading.Error.Status.ShouldBe(400);
        reading.Error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3, 0x28 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    public void Invalid_UTF8_is_refused(byte[] bytes)
    {
        byte[] body = [.. "{\"model\":\"a\",\"prompt\":\""u8, .. bytes, .. "\"}"u8];

        RequestReader.Read(body).Error.ShouldNotBeNull().Message.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData("{'prompt':'\\ud83d\\ude00'}", "😀")]
    [InlineData("{'prompt':'\\\\ud83d'}", "\\ud83d")]
    [InlineData("{'prompt':'\\u0000'}", "\0")]
    public void Other_escapes_are_fine(string body, string prompt) =>
        Matrix.ReadBody(Matrix.Json(body)).Request.ShouldNotBeNull().Prompt.ShouldBe(prompt);

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void Nesting_ends_at_32(int arrays, bool fine)
    {
        var nested = new string('[', arrays) + new string(']', arrays);

        (Matrix.ReadBody($$"""{"metadata":{{nested}}}""").Error is null).ShouldBe(fine);
    }

    [Theory]
    [InlineData("5", 5L)]
    [InlineData("5.0", 5L)]
    [InlineData("5e0", 5L)]
    [InlineData("0.5E1", 5L)]
    [InlineData("50e-1", 5L)]
    [InlineData("500.00e-2", 5L)]
    [InlineData("-0", 0L)]
    [InlineData("-0.0", 0L)]
    [InlineData("0e999999999999999999999", 0L)]
    [InlineData("-3.0e+0", -3L)]
    [InlineData("4294967295", 4294967295L)]
    [InlineData("42949672950e-1", 4294967295L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("1e999", long.MaxValue)]
    [InlineData("1e30", long.MaxValue)]
    [InlineData("123456789012345678901234567890", long.MaxValue)]
    [InlineData("-1e30", -long.MaxValue)]
    [InlineData("1e99999999999999999999999", long.MaxValue)]
    public void A_number_that_is_mathematically_whole_is_an_integer(string number, long value)
    {
        var reading = Matrix.ReadBody($$"""{"model":"a","duration":{{number}}}""");

        reading.Problems.ShouldBeEmpty();
        reading.Request!.Duration.ShouldBe(value);
    }

    [Theory]
    [InlineData("5.5")]
    [InlineData("0.1")]
    [InlineData("5.0000000000000000000000000001")]
    [InlineData("1e-1")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("123456789012345678901234567890.5")]
    [InlineData("'5'")]
    [InlineData("true")]
    [InlineData("[5]")]
    [InlineData("{}")]
    public void Anything_else_is_no_integer(string value)
    {
        var reading = Matrix.ReadBody(Matrix.Json($"{{'model':'a','seed':{value}}}"));

        Matrix.Summary(reading.Problems).ShouldBe("seed invalid_type");
        reading.Request!.Seed.ShouldBeNull();
    }

    [Theory]
    [InlineData("{'model':5}", "model invalid_type")]
    [InlineData("{}", "model required")]
    [InlineData("{'model':null}", "model required")]
    [InlineData("{'model':''}", "model required")]
    [InlineData("{'prompt':['a']}", "prompt invalid_type, model required")]
    [InlineData("{'model':'a','prompt':1}", "prompt invalid_type")]
    [InlineData("{'model':'a','resolution':720}", "resolution invalid_type")]
    [InlineData("{'model':'a','aspect_ratio':1.5}", "aspect_ratio invalid_type")]
    [InlineData("{'model':'a','image_urls':'http://a'}", "image_urls invalid_type")]
    [InlineData("{'model':'a','image_urls':{}}", "image_urls invalid_type")]
    [InlineData("{'model':'a','image_urls':['http://a',null,1]}", "image_urls[1] invalid_type, image_urls[2] invalid_type")]
    [InlineData("{'model':'a','audio':'true'}", "audio invalid_type")]
    [InlineData("{'model':'a','audio':1}", "audio invalid_type")]
    [InlineData("{'model':'a','metadata':'{}'}", "metadata invalid_type")]
    [InlineData("{'model':'a','callback_url':1}", "callback_url invalid_type")]
    [InlineData("{'model':'a','x':1,'y':null,'z':[]}", "x unknown_parameter, z unknown_parameter")]
    [InlineData("{'model':'a','Prompt':'p'}", "Prompt unknown_parameter")]
    public void The_form_of_every_field_is_judged(string body, string problems) =>
        Matrix.Summary(Matrix.ReadBody(Matrix.Json(body)).Problems).ShouldBe(problems);

    [Theory]
    [InlineData("durration", "duration")]
    [InlineData("duratoin", "duration")]
    [InlineData("aspectRatio", "aspect_ratio")]
    [InlineData("aspect-ratio", "aspect_ratio")]
    [InlineData("image_url", "image_urls")]
    [InlineData("imageUrls", "image_urls")]
    [InlineData("image", "image_urls")]
    [InlineData("Prompt", "prompt")]
    [InlineData("meta", null)]
    [InlineData("n", null)]
    [InlineData("watermark", null)]
    [InlineData("callbackUrl", "callback_url")]
    public void An_unknown_field_is_answered_with_the_closest_known_name(string field, string? meant)
    {
        var problem = Matrix.ReadBody($$"""{"model":"a","{{field}}":1}""").Problems.ShouldHaveSingleItem();

        problem.Param.ShouldBe(field);
        problem.Message.Contains("Did you mean").ShouldBe(meant is not null);
        problem.Message.ShouldContain(meant is null ? field : $"Did you mean '{meant}'?");
    }

    [Fact]
    public void So_is_a_misspelled_member_of_metadata_that_takes_any() =>
        Matrix.Validate(Matrix.Body("viduq3-pro", 0, "{'metadata':{'offpeak':true}}")).Problems.ShouldHaveSingleItem()
            .Message.ShouldBe("There is no parameter 'metadata.offpeak'. Did you mean 'off_peak'?");

    [Theory]
    [InlineData("{'metadata':{'a':", 31, "", "nests deeper than 32: line 1, byte 48.")]
    [InlineData("{'metadata':{'a':", 31, "]", "nests deeper than 32: line 1, byte 48.")]
    [InlineData("{'metadata':{'a':,", 31, "]", "is not valid JSON: line 1, byte 18.")]
    [InlineData("{'metadata':{'a':", 30, "x", "is not valid JSON: line 1, byte 48.")]
    public void Nesting_too_deep_and_not_being_JSON_are_two_things(string start, int arrays, string end, string says) =>
        Matrix.ReadBody(Matrix.Json(start) + new string('[', arrays) + end).Error.ShouldNotBeNull().Message.ShouldBe($"The body {says}");

    [Fact]
    public void An_endless_field_name_is_not_repeated_in_full() =>
        Matrix.ReadBody($$"""{"model":"a","{{new string('x', 99)}}😀{{new string('x', 5000)}}":1}""")
            .Problems.ShouldHaveSingleItem().Param.ShouldBe(new string('x', 99) + "…");

    [Fact]
    public void Mutated_bodies_are_judged_and_never_throw()
    {
        string[] seeds =
        [
            Matrix.Body("viduq3-pro", 2, "{'duration':5.0e0,'resolution':'1080p','audio':true,'seed':1,'metadata':{'off_peak':true,'a':[{'b':null}]}}"),
            Matrix.Body("viduq3", 1, "{'prompt':'@cat 😀 @Image1','metadata':{'subjects':[{'name':'cat','images':['https://a/b']}],'audio_type':'all'}}"),
            Matrix.Body("veo3.1-fast", 3, "{'metadata':{'generation_type':'reference','resolution':'4k','enable_gif':false}}"),
        ];
        string[] pieces = ["\"", "{", "}", "[", "]", ",", ":", "null", "1e999", "-", "\\ud800", "\\", "@", "true", "\"metadata\":", "64:1", "data:", "é"];
        var random = new Random(20260514);
        var judged = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var body = Encoding.UTF8.GetBytes(seeds[round % seeds.Length]).ToList();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(body.Count);
                switch (random.Next(4))
                {
                    case 0:
                        body[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        body.RemoveRange(at, Math.Min(random.Next(1, 6), body.Count - at));
                        break;
                    case 2:
                        body.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
                        break;
                    default:
                        body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 20), body.Count - at)));
                        break;
                }

                if (body.Count == 0)
                {
                    body.Add((byte)'{');
                }
            }

            var reading = RequestReader.Read(body.ToArray());
            if (reading.Request?.Model is { } name && Matrix.Catalogue.Find(name) is { } model)
            {
                var validation = RequestValidator.Validate(reading.Request, model, reading.Problems);
                (validation.Request is null).ShouldBe(validation.Problems.Count > 0);
                _ = validation.Request is { } resolved ? model.PriceOf(resolved) : 0;
                judged++;
            }
        }

        judged.ShouldBeGreaterThan(1000);
    }
}
