package dev.restore4j.aura;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A backup file of this machine as a source, by its path alone: what it is like is looked at by the route, each time.
 *
 * @param path absolute, and otherwise as it was given: what {@code ..} behind a link is, only the system knows
 */
record FileSource(Path path) implements RestoreSource {

    static FileSource at(Path path) {
        return new FileSource(path.toAbsolutePath());
    }

    @Override
    public Optional<RestoreTarget> home() {
        return Optional.empty();
    }

    @Override
    public RestoreRoute to(RestoreTarget target) {
        if (target instanceof UploadInstance instance) {
            return new FileRoute(path, instance, instance.access());
        }
        if (target instanceof AuraTarget database) {
            return new FileRoute(path, database, database.access());
        }
        if (target instanceof AuraInstance || target instanceof InstanceTarget) {
            throw new RestoreRejectedException(
                    "login-missing",
                    "An upload into " + target.reference()
                            + " takes the login of its database: restore into instance.withLogin(...).",
                    null,
                    null);
        }
        throw new RestoreRejectedException(
                "no-route",
                "There is no way from a backup file into " + target.reference()
                        + ". Restore into instance.withLogin(...) of an AuraClient, or into an AuraTarget; create a new"
                        + " instance before.",
                null,
                null);
    }

    @Override
    public String toString() {
        return "file " + path;
    }
}
