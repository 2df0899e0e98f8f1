package dev.restore4j.admin;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.UploadTarget;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stopped, self-managed database as something to restore from: it is dumped, the dump is checked, and uploaded, each by the
 * user's own {@code neo4j-admin}. Immutable and thread-safe.
 *
 * <pre>{@code
 * RestorePlan.from(Neo4jAdmin.fromEnvironment().database("neo4j"))
 *         .into(instance.withLogin(login))
 *         .confirm()
 *         .execute();
 * }</pre>
 *
 * <p>It must be stopped from the assessment until its dump is made; what is written to it after that is not in the target.
 *
 * <p>The dump is all of the target's new data: what the target has is lost. Its users and roles are the target's; a dump has none.
 */
public final class AdminDatabase implements RestoreSource {

    private static final int LONGEST = 500;

    private final Neo4jAdmin admin;
    private final String name;
    private final Path dumps;

    AdminDatabase(Neo4jAdmin admin, String name, Path dumps) {
        this.admin = admin;
        this.name = name;
        this.dumps = dumps;
    }

    /**
     * {@return the same database, whose dumps are made elsewhere}
     *
     * @param directory each operation makes a directory of its own in it, named after its id, which only its owner may read. There
     *     must be room for the dump, and for its content unpacked while it is checked. The dumps are never deleted here. Unless
     *     this is called, it is {@code dumps} in the state directory: see {@link dev.restore4j.journal.FileJournal}
     */
    public AdminDatabase dumpsIn(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        String text = absolute.toString();
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A directory for dumps has a path of at most " + LONGEST
                    + " characters, none of them a control character: it is written to the journal.");
        }
        return new AdminDatabase(admin, name, absolute);
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return empty: a self-managed database has no instance of its own} */
    @Override
    public Optional<RestoreTarget> home() {
        return Optional.empty();
    }

    @Override
    public RestoreRoute to(RestoreTarget target) {
        if (target instanceof UploadTarget upload) {
            return new UploadRoute(admin, name, upload, dumps);
        }
        throw new RestoreRejectedException(
                "no-route",
                "There is no way from a self-managed database into " + target.reference()
                        + ": uploading takes the login of its database. Restore into instance.withLogin(...), or"
                        + " AuraTarget.of(...).",
                null,
                null);
    }

    @Override
    public String toString() {
        return "database '" + name + "' of " + admin;
    }
}
