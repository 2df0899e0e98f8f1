package dev.restore4j.admin;

import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.Urgency;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A target that lets everybody in. */
final class FakeTarget implements UploadTarget {

    private final DatabaseLogin login;

    FakeTarget() {
        this(DatabaseLogin.of("neo4j", "hunter2hunter2"));
    }

    FakeTarget(DatabaseLogin login) {
        this.login = login;
    }

    @Override
    public Sight sight(Urgency urgency) {
        TargetView view =
                new TargetView("test", "test", Fingerprint.of(Map.of("id", "test")), TargetView.Exposure.OVERWRITTEN);
        return new Sight(view, List.of(), URI.create("neo4j+s://x.databases.neo4j.io"), null, Instant.EPOCH);
    }

    @Override
    public DatabaseLogin login() {
        return login;
    }

    @Override
    public void authenticate() {}

    @Override
    public String reference() {
        return "test";
    }

    @Override
    public RestoreEnvironment environment() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Observation observe(Look look) {
        throw new UnsupportedOperationException();
    }
}
