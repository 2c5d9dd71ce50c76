using Gateway.Storage.Moving;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>Whoever adds a column or a table to one engine has to say what a copy makes of it.</summary>
public sealed class CopyPlanTests
{
    /// <summary>What only PostgreSQL has: it begins empty, follows from the tasks, or is filled by a migration.</summary>
    private static readonly string[] OnlyInPostgres = ["commits", "dispatchers", "pool_marks", "replicas", "revisions", "schedule"];

    [Fact]
    public async Task Every_table_and_column_of_both_engines_is_copied_or_named_as_left_out()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        using var folder = new TestFolder();
        await Copies.Empty(folder.File("gateway.db"));
        var options = Copies.Options(folder.File("gateway.db"), database);
        using var file = new CopySource(options, TimeProvider.System);
        await using var target = new CopyTarget(options, TimeProvider.System);
        await target.Migrate();
        var columns = await target.Columns();
        var plan = CopyPlan.Of(file.Columns(), columns);
        plan.Faults.ShouldBeEmpty();
        plan.Tables.Select(table => table.Name).ShouldContain("tasks");
        columns.Select(column => column.Table).Distinct().Except(plan.Tables.Select(table => table.Name)).Except(CopyRules.LeftOutTables)
            .ShouldBe(OnlyInPostgres, ignoreOrder: true);
    }

    [Fact]
    public void What_one_engine_has_and_the_other_has_not_is_a_fault()
    {
        SchemaColumn[] file = [Column("tasks", "id"), Column("tasks", "mood"), Column("tasks", "leased_from"), Column("probe", "at"), Column("wishes", "id")];
        SchemaColumn[] database = [Column("tasks", "id"), Column("tasks", "weight"), Column("tasks", "due_at"), new("tasks", "mood", "jsonb", false), Column("replicas", "id")];
        CopyPlan.Of(file, database).Faults.ShouldBe(
        [
            "nothing says how tasks.weight of the database is filled",
            "nothing says how tasks.mood of the database is filled",
            "the database has no table wishes",
        ]);
        CopyPlan.Of([Column("teams", "team"), Column("teams", "colour")], [Column("teams", "team")]).Faults.ShouldBe(["the database has no column teams.colour"]);
    }

    private static SchemaColumn Column(string table, string name) => new(table, name, "text", IsIdentity: false);
}
