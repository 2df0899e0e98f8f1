package com.example.recovery;

import dev.restore4j.RestorePlan;
import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.operation.RestoreResult;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;

/** Restores the last snapshot of an instance; what to do is in its environment. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        ModuleLayer.boot().modules().stream().map(Main::describe).sorted().forEach(System.out::println);
        System.out.println(tool());
        try (AuraClient aura = AuraClient.fromEnvironment()) {
            Snapshot snapshot = aura.instance(System.getenv("RESTORE_INSTANCE"))
                    .snapshots()
                    .latestBefore(Instant.now(), Period.ofDays(7))
                    .orElseThrow();
            RestoreResult result =
                    RestorePlan.from(snapshot).named("INC-4711").confirm().execute();
            System.out.println(result);
        }
    }

    /** There is none here: that it is looked for shows that the module can be used. */
    private static String tool() {
        try {
            return Neo4jAdmin.builder()
                    .executable(Path.of("no-such-tool"))
                    .build()
                    .toString();
        } catch (Neo4jAdminException e) {
            return "neo4j-admin: " + e.code();
        }
    }

    private static String describe(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return (descriptor.isAutomatic() ? "automatic module " : "module ") + descriptor.toNameAndVersion();
    }
}
