package dev.restore4j.testkit.store;

import com.sun.net.httpserver.HttpServer;
import dev.restore4j.testkit.model.Upload;
import dev.restore4j.testkit.model.UploadProvider;
import dev.restore4j.testkit.model.UploadStore;
import dev.restore4j.testkit.wire.Draw;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The two object stores of a fake, behind one address: one like Google's with resumable sessions, one like Amazon's with
 * parts. They start when the first archive is announced, live in real time whatever the fake's time is, and stream what
 * they get into a directory for temporary files, which is deleted when they are closed.
 *
 * <p>They know only addresses that they have signed; everything else is answered with 403. They have no rate but the
 * settings', and take any bytes. Thread-safe.
 */
public final class ObjectStores implements UploadStore, AutoCloseable {

    private final StoreSettings settings;
    private final StoreFaults faults = new StoreFaults();
    private final StoreDoor door;
    private final AddressBook book;
    private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
    private final Map<String, SortedMap<Integer, String>> claims = new ConcurrentHashMap<>();
    private @Nullable Running running;

    /**
     * Stores that are not started yet.
     *
     * @param settings how fast they are
     * @param seed of the signatures
     * @param time in which requests are recorded
     */
    public ObjectStores(StoreSettings settings, long seed, TimeSource time) {
        this.settings = settings;
        this.book = new AddressBook(Draw.of(seed).at("store"));
        this.door = new StoreDoor(book, settings, faults, time);
    }

    /** {@return the faults, to add some} */
    public StoreFaults faults() {
        return faults;
    }

    /** {@return every request so far, in the order in which they ended} */
    public List<StoreRequest> requests() {
        return door.requests();
    }

    @Override
    public int parts(UploadProvider provider, long bytes) {
        if (provider == UploadProvider.GCP) {
            return 1;
        }
        return (int) Math.max(1, (bytes + settings.partBytes() - 1) / settings.partBytes());
    }

    @Override
    public List<URI> open(Upload upload) {
        Running at = running();
        StoredObject object = objects.computeIfAbsent(upload.id(), id -> newObject(upload, at.directory()));
        if (object instanceof PartsObject parts) {
            List<URI> links = new ArrayList<>();
            for (int number = 1; number <= upload.parts(); number++) {
                links.add(book.forPart(at.base(), parts, number));
            }
            return links;
        }
        return List.of(book.forSession(at.base(), (SessionObject) object));
    }

    @Override
    public SortedMap<Integer, String> arrived(String uploadId) {
        return objects.get(uploadId) instanceof PartsObject parts ? parts.tags() : new TreeMap<>();
    }

    @Override
    public void claim(String uploadId, SortedMap<Integer, String> claimed) {
        claims.put(uploadId, claimed);
    }

    /**
     * The archive that a client has said to be complete; for one in parts, they are put together first.
     *
     * @param uploadId which
     * @return the file; empty where what the client claims has not arrived
     * @throws UncheckedIOException if the disk fails
     */
    public Optional<Path> archive(String uploadId) {
        StoredObject object = objects.get(uploadId);
        try {
            return object == null ? Optional.empty() : object.seal(claims.getOrDefault(uploadId, new TreeMap<>()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The archive as it is.
     *
     * @param uploadId which
     * @return the file; empty while the store does not know that it is whole, and once it is closed
     */
    public Optional<Path> whole(String uploadId) {
        return Optional.ofNullable(objects.get(uploadId))
                .flatMap(StoredObject::whole)
                .filter(Files::exists);
    }

    /**
     * How much was sent for an archive.
     *
     * @param uploadId which
     * @return bytes, those that were sent again counted again
     */
    public long received(String uploadId) {
        StoredObject object = objects.get(uploadId);
        return object == null ? 0 : object.received();
    }

    private StoredObject newObject(Upload upload, Path directory) {
        try {
            Path own = Files.createDirectory(directory.resolve(upload.id()));
            String name = "/" + upload.instance() + "/" + upload.id() + ".dump";
            return upload.provider() == UploadProvider.AWS
                    ? new PartsObject(own, "/aws-imports" + name)
                    : new SessionObject(own, "/gcp-imports" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Running running() {
        if (running == null) {
            running = Running.start(door);
        }
        return running;
    }

    /** Stops the server, ends what is stalled, and deletes the files; does nothing the second time. */
    @Override
    public synchronized void close() {
        door.close();
        if (running != null) {
            running.stop();
            running = null;
        }
    }

    private record Running(HttpServer server, ExecutorService threads, Path directory) {

        static Running start(StoreDoor door) {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                ExecutorService threads = Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "fake-aura-store");
                    thread.setDaemon(true);
                    return thread;
                });
                server.setExecutor(threads);
                server.createContext("/", door);
                server.start();
                return new Running(server, threads, Files.createTempDirectory("fake-aura-store"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        URI base() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        void stop() {
            server.stop(0);
            threads.shutdownNow();
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
