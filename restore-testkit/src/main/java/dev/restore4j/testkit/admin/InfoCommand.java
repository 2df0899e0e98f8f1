package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.StoreSpec.Lock;
import dev.restore4j.testkit.admin.ToolFailure.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code database info}. */
final class InfoCommand {

    static final String LOCKED = "Lock file has been locked by another process: %s. Please ensure no other process is"
            + " using this database, and that the directory is writable (required even for read-only access)";

    private final ToolRun run;
    private final Stores stores;

    InfoCommand(ToolRun run) {
        this.run = run;
        this.stores = run.stores();
    }

    void run(Arguments arguments) {
        boolean json = arguments.option("--format").filter("json"::equals).isPresent();
        if (arguments.names().isEmpty()) {
            all(json);
            return;
        }
        String name = arguments.database();
        StoreSpec store = stores.find(name)
                .orElseThrow(() -> ToolFailure.of("Database does not exist: '" + name + "'. Directory '"
                        + stores.database(name) + "' does not contain a database"));
        if (store.lock() == Lock.IN_USE) {
            throw ToolFailure.of(
                    ToolFailure.FAILED,
                    Reason.of("Failed to execute command as the database '" + name
                                    + "' is in use. Please stop it and try again.")
                            .because(LOCKED.formatted(stores.lockFile(name))));
        }
        if (store.lock() == Lock.NOT_PERMITTED) {
            String cause = "Could not write to: " + stores.lockFile(name);
            throw ToolFailure.of(
                    ToolFailure.FAILED,
                    Reason.of("Failed to execute command: '" + cause + "'.")
                            .newer("Failed to execute command")
                            .because(cause));
        }
        run.terminal().out(json ? json(name, store) : text(name, store));
    }

    /** Of all, one in use is no failure. */
    private void all(boolean json) {
        List<String> names = stores.names();
        run.terminal()
                .out(
                        json
                                ? names.stream()
                                        .map(name -> json(name, store(name)))
                                        .collect(Collectors.joining(",", "[", "]"))
                                : names.stream()
                                        .map(name -> text(name, store(name)))
                                        .collect(Collectors.joining("\n\n")));
    }

    private StoreSpec store(String name) {
        return stores.find(name).orElseThrow();
    }

    private static String text(String name, StoreSpec store) {
        boolean used = store.lock() != Lock.FREE;
        String format = "Store format version:         " + store.format() + "\nStore format introduced in:   "
                + store.introduced() + "\n";
        return "Database name:                " + name + "\nDatabase in use:              " + used + "\n"
                + (used ? "" : format) + "Last committed transaction id:" + (used ? -1 : store.lastTransaction())
                + "\nStore needs recovery:         " + recovery(store);
    }

    /** Everything but null is text, also what is none. */
    private static String json(String name, StoreSpec store) {
        boolean used = store.lock() != Lock.FREE;
        return "{\"databaseName\":" + quoted(Optional.of(name))
                + ",\"inUse\":\"" + used
                + "\",\"storeFormat\":" + quoted(used ? Optional.empty() : Optional.of(store.format()))
                + ",\"storeFormatIntroduced\":" + quoted(used ? Optional.empty() : Optional.of(store.introduced()))
                + ",\"storeFormatSuperseded\":null,\"lastCommittedTransaction\":\""
                + (used ? -1 : store.lastTransaction())
                + "\",\"recoveryRequired\":\"" + recovery(store) + "\"}";
    }

    private static boolean recovery(StoreSpec store) {
        return store.lock() != Lock.FREE || store.ending() == StoreSpec.Ending.KILLED;
    }

    private static String quoted(Optional<String> text) {
        return text.map(value -> "\"" + value + "\"").orElse("null");
    }
}
