package dev.restore4j.admin;

import dev.restore4j.admin.process.ProcessIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the marker of a load says, which is there for as long as the load is not known to be complete.
 *
 * @param aside where the store from before is put
 * @param family the mark of the tool that loads
 * @param boot which run of the machine it belongs to
 * @param store whether there was a store before
 * @param transactions whether there were transaction logs before
 */
record LoadMarker(Path aside, String family, String boot, boolean store, boolean transactions) {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);

    String text() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("aside", aside.toString());
        properties.setProperty("family", family);
        properties.setProperty("boot", boot);
        properties.setProperty("store", String.valueOf(store));
        properties.setProperty("transactions", String.valueOf(transactions));
        StringWriter text = new StringWriter();
        properties.store(text, "A load is going on, or was killed. Leave it here: the next load tells what to do.");
        return text.toString();
    }

    static LoadMarker read(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Path aside = Path.of(properties.getProperty("aside", ""));
        if (!aside.isAbsolute() || aside.getFileName() == null) {
            throw new IOException("it does not say what was put aside");
        }
        return new LoadMarker(
                aside,
                properties.getProperty("family", ""),
                properties.getProperty("boot", ""),
                Boolean.parseBoolean(properties.getProperty("store")),
                Boolean.parseBoolean(properties.getProperty("transactions")));
    }

    ProcessIdentity children() {
        return new ProcessIdentity(0, "", boot, family);
    }

    List<Part> parts(StoreLayout layout, String database) {
        return List.of(
                new Part("store", layout.store(database), aside.resolve("store"), store),
                new Part("transactions", layout.transactions(database), logs(layout), transactions));
    }

    /** Transaction logs may be on a disk of their own. */
    private Path logs(StoreLayout layout) {
        return StoreSwap.kept(layout.transactions())
                .resolve(aside.getFileName())
                .resolve("transactions");
    }

    /** An empty directory that stays harms nobody. */
    void removeEmpty(StoreLayout layout, String database) {
        for (Part part : parts(layout, database)) {
            try {
                Files.deleteIfExists(Objects.requireNonNull(part.aside().getParent()));
            } catch (IOException e) {
                LOG.debug("{} stays", part.aside().getParent(), e);
            }
        }
    }

    /** One of the two directories of a database. */
    record Part(String name, Path place, Path aside, boolean existed) {

        /** {@return whether a load has made what is in its place} */
        boolean isLoaded() {
            return Files.exists(place) && (Files.exists(aside) || !existed);
        }

        /** {@return where that is put, on the file system that it is on} */
        Path unfinished(int number) {
            return aside.resolveSibling(number == 1 ? "unfinished" : "unfinished-" + number)
                    .resolve(name);
        }
    }
}
