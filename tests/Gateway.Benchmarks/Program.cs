using Gateway.Benchmarks;
using Gateway.Benchmarks.Roles;

// One program in five roles, so that all processes of a run are the same build with the same runtime settings.
return args switch
{
    ["stub", "files", var length] => await FileStubRole.Run(long.Parse(length, System.Globalization.CultureInfo.InvariantCulture)),
    ["stub", ..] => await StubRole.Run(),
    ["sandbox"] => await SandboxRole.Run(),
    ["yarp", var upstream] => await YarpRole.Run(upstream),
    ["gateway", .. var settings] => await GatewayRole.Run(settings),
    _ => await Runner.Run(args),
};
