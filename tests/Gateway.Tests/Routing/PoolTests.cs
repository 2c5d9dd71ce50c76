using Gateway.Dialects.Toapis;
using Gateway.Routing;
using Gateway.Tests.Support;
using Gateway.Upstreams;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Routing;

/// <summary>What the pool remembers of its keys.</summary>
public sealed class PoolTests
{
    [Fact]
    public void A_key_that_every_poll_finds_refused_is_reported_once()
    {
        var key = new PoolKeyOptions("main", "secret", Enabled: true);
        var upstream = new Upstream(
            new UpstreamOptions("toapis", "toapis", true, new Uri("https://a.example"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), [key]),
            new ToapisDialect());
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var pool = new Pool(new ManualTime(), loggers.CreateLogger<Pool>());
        for (var i = 0; i < 10; i++)
        {
            pool.Refused(upstream, key);
        }

        log.Lines.ShouldHaveSingleItem();
    }
}
