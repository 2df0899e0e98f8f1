package dev.restore4j.testkit.contract;

import java.util.List;

/** The commands on a database whose server runs. */
final class InUseChecks {

    private static final String IN_USE = "The database is in use. Stop database '%s' and try again.";

    private final ToolRunner tool;
    private final String database;

    InUseChecks(ToolRunner tool) {
        this.tool = tool;
        this.database = tool.target().database();
    }

    List<Check> all() {
        return List.of(new Check("a database that is in use is neither dumped nor read nor replaced", this::inUse));
    }

    private void inUse() throws Exception {
        tool.target().server().start();
        try {
            String reason = IN_USE.formatted(database);
            tool.run("database", "info", "--format=json", database)
                    .ended(1)
                    .saysNothing()
                    .complains("Failed to execute command as the database '" + database
                            + "' is in use. Please stop it and try again.");
            tool.run("database", "info", "--format=json").ended(0).says("\"inUse\":\"true\"");
            tool.run("database", "dump", "--to-path=" + tool.directory("in-use"), database)
                    .ended(1)
                    .says("Failed to dump database '" + database + "': " + reason)
                    .complains("Dump failed for databases: '" + database + "'");
            tool.run("database", "check", database).ended(1).complains(reason);
            tool.run(
                            "database",
                            "load",
                            "--from-path=" + tool.directory(StoreChecks.DUMPS),
                            "--overwrite-destination=true",
                            database)
                    .ended(1)
                    .saysNothing()
                    .complains("Failed to load database '" + database + "': " + reason);
        } finally {
            tool.target().server().stop();
        }
    }
}
