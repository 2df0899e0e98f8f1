package dev.restore4j.it.verify;

import dev.restore4j.aura.baseline.BaselineOptions;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.aura.bolt.Expect;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Marker.Sighting;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** The program that other JVMs run: checks, with the driver that is on their class path. It says what they find. */
final class LookProcess {

    private LookProcess() {}

    /** Runs: what to look for, where, the password, the directory of the notes. */
    public static void main(String[] args) throws Exception {
        Supplier<Driver> driver = () -> GraphDatabase.driver(URI.create(args[1]), AuthTokens.basic("neo4j", args[2]));
        Bolt bolt = Bolt.over(driver);
        LookContext context = LookContext.in(Path.of(args[3]));
        switch (args[0]) {
            case "writable" -> say(bolt.writable().checks().get(2), context);
            case "writableCommitted" -> say(bolt.writableCommitted().checks().get(2), context);
            case "all" -> all(bolt, driver, args[2], context);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void all(Bolt bolt, Supplier<Driver> driver, String password, LookContext context) throws Exception {
        print("driver "
                + Path.of(Driver.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .getFileName());
        GraphBaseline before;
        try (Driver own = driver.get()) {
            before =
                    GraphBaseline.capture(own, BaselineOptions.countsAndSchema().samples(50));
        }
        Bolt checks = bolt.writable()
                .writableCommitted()
                .indexesOnline()
                .constraints("order_number")
                .cypher("orders", "MATCH (o:Order) RETURN count(o)", Expect.value(200))
                .matches(before, Tolerances.exact())
                .user("neo4j", () -> AuthTokens.basic("neo4j", password));
        List<Check> all = new ArrayList<>(checks.checks());
        all.addAll(Bolt.over(() -> GraphDatabase.driver(URI.create("bolt://127.0.0.1:1")))
                .checks());
        for (Check check : all) {
            say(check, context);
        }
        Marker marker = bolt.marker();
        marker.place("restore4j marker of a process", context);
        print("marker " + marker.look("restore4j marker of a process", context));
        marker.remove("restore4j marker of a process", context);
        print("marker removed " + (marker.look("restore4j marker of a process", context) == Sighting.UNREADABLE));
    }

    private static void say(Check check, LookContext context) throws Exception {
        print(check.name() + ": " + check.look(context).outcome());
    }

    /** Others write to standard output, too. */
    private static void print(String line) {
        System.out.println(LookJvm.SAID + line);
    }
}
