using Gateway.Benchmarks;
using Gateway.Benchmarks.Roles;

// One program in four roles, so that all processes of a run are the same build with the same runtime settings.
return args switch
{
    ["stub", ..] => await StubRole.Run(),
    ["yarp", var upstream] => await YarpRole.Run(upstream),
    ["gateway", .. var settings] => await GatewayRole.Run(settings),
    _ => await Runner.Run(args),
};
