package dev.restore4j.testkit.store;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One request to a store, under its fault. */
final class StoreExchange {

    private static final String PARSE = "The header cannot be read";

    private final HttpExchange http;
    private final AddressBook book;
    private final StoreSettings settings;
    private final Optional<Address> address;
    private final Optional<Session> session;
    private final StoreCall call;
    private Optional<StoreFault> fault = Optional.empty();
    private long length;
    private long crc32;

    StoreExchange(HttpExchange http, AddressBook book, StoreSettings settings) {
        this.http = http;
        this.book = book;
        this.settings = settings;
        this.address = book.address(http.getRequestURI());
        this.session = book.session(http.getRequestURI());
        this.call = call();
    }

    private StoreCall call() {
        String method = http.getRequestMethod();
        if (session.isPresent()) {
            boolean asks = header("Content-Range").startsWith("bytes */")
                    && header("Content-Length").equals("0");
            return switch (method) {
                case "PUT" -> asks ? StoreCall.SESSION_POSITION : StoreCall.SESSION_BYTES;
                case "DELETE" -> StoreCall.SESSION_CANCEL;
                default -> StoreCall.OTHER;
            };
        }
        if (address.isEmpty()) {
            return StoreCall.OTHER;
        }
        if (address.get().part().isPresent()) {
            return method.equals("PUT") ? StoreCall.PART : StoreCall.OTHER;
        }
        return method.equals("POST") ? StoreCall.SESSION_START : StoreCall.OTHER;
    }

    StoreCall asked() {
        return call;
    }

    OptionalInt part() {
        return address.map(Address::part).orElse(OptionalInt.empty());
    }

    /** Does what was asked, and tells what to answer. */
    StoreAnswer work(Optional<StoreFault> itsFault) throws IOException, InterruptedException {
        fault = itsFault;
        StoreAnswer answer = switch (call) {
            case SESSION_START -> start();
            case SESSION_BYTES -> bytes(session.orElseThrow());
            case SESSION_POSITION -> position(session.orElseThrow());
            case SESSION_CANCEL -> cancel(session.orElseThrow());
            case PART -> part((PartsObject) address.orElseThrow().object());
            case OTHER -> other();
        };
        return answered(answer);
    }

    /** The answer under a fault that is about nothing but the answer. */
    private StoreAnswer answered(StoreAnswer answer) {
        if (has(StoreFault.Kind.ERROR)) {
            return StoreAnswer.error((int) fault.orElseThrow().number(), "InternalError", "Please try again.");
        }
        if (has(StoreFault.Kind.ADDRESS_EXPIRED)) {
            return StoreAnswer.error(403, "AccessDenied", "Request has expired");
        }
        if (has(StoreFault.Kind.NONSENSE)) {
            return StoreAnswer.page();
        }
        boolean silent = has(StoreFault.Kind.RESET) || has(StoreFault.Kind.ANSWER_LOST);
        return silent ? StoreAnswer.NONE : answer;
    }

    private boolean doesNothing() {
        return has(StoreFault.Kind.ERROR)
                || has(StoreFault.Kind.ADDRESS_EXPIRED)
                || has(StoreFault.Kind.NONSENSE)
                || has(StoreFault.Kind.RESET);
    }

    private StoreAnswer start() throws IOException {
        if (doesNothing()) {
            return StoreAnswer.NONE;
        }
        if (!header("x-goog-resumable").equals("start")) {
            return StoreAnswer.error(400, "InvalidArgument", "x-goog-resumable must be start");
        }
        URI opened = book.open(base(), (SessionObject) address.orElseThrow().object());
        return StoreAnswer.with(201, "Location", opened.toString());
    }

    private URI base() {
        return URI.create("http://" + http.getLocalAddress().getHostString() + ":"
                + http.getLocalAddress().getPort());
    }

    private StoreAnswer position(Session at) {
        expireIfToldTo(at);
        if (at.goneWith() != 0) {
            return StoreAnswer.of(at.goneWith());
        }
        return at.isComplete() ? stored(at) : incomplete(at);
    }

    private StoreAnswer cancel(Session at) {
        if (!doesNothing()) {
            at.expire(499);
        }
        return StoreAnswer.of(499);
    }

    /** As Google's store answers when the object is made. */
    private static StoreAnswer stored(Session at) {
        return StoreAnswer.with(200, "x-goog-stored-content-length", String.valueOf(at.kept()));
    }

    private static StoreAnswer incomplete(Session at) {
        return at.kept() == 0 ? StoreAnswer.of(308) : StoreAnswer.with(308, "Range", "bytes=0-" + (at.kept() - 1));
    }

    private StoreAnswer bytes(Session to) throws IOException, InterruptedException {
        expireIfToldTo(to);
        long announced = announced();
        Optional<ContentRange> range = header("Content-Range").isEmpty()
                ? Optional.of(ContentRange.whole(announced))
                : ContentRange.parse(header("Content-Range"));
        Optional<StoreAnswer> refusal = refusal(to, announced, range);
        if (refusal.isPresent()) {
            drain(announced, to.object);
            return refusal.get();
        }
        IntakePlan plan = IntakePlan.of(announced, fault);
        Intake intake = intake();
        try {
            to.take(range.orElseThrow(), intake, plan);
        } finally {
            note(intake, to.object);
        }
        if (!to.isComplete()) {
            return intake.isCut() ? StoreAnswer.NONE : incomplete(to);
        }
        return to.finish()
                ? stored(to)
                : StoreAnswer.error(
                        403,
                        "AccessDenied",
                        "Access denied.",
                        "import@fake does not have storage.objects.delete access to the Google Cloud Storage object.");
    }

    /** As real sessions refuse; the texts are Google's. */
    private static Optional<StoreAnswer> refusal(Session to, long announced, Optional<ContentRange> range) {
        if (to.goneWith() != 0) {
            return Optional.of(StoreAnswer.of(to.goneWith()));
        }
        if (to.isComplete()) {
            return Optional.of(stored(to));
        }
        if (announced < 0) {
            return Optional.of(StoreAnswer.error(411, "MissingContentLength", "Content-Length is missing"));
        }
        if (range.isEmpty() || range.get().length() != announced) {
            return Optional.of(StoreAnswer.error(400, "InvalidArgument", PARSE + ": Content-Range"));
        }
        if (range.get().first() > to.kept()) {
            return Optional.of(StoreAnswer.error(
                    503,
                    "ServiceUnavailable",
                    "Invalid request.  According to the Content-Range header, the upload offset is "
                            + range.get().first() + " byte(s), which exceeds already uploaded size of " + to.kept()
                            + " byte(s)."));
        }
        if (!range.get().isLast() && announced < Session.BLOCK) {
            return Optional.of(StoreAnswer.error(
                    400,
                    "InvalidArgument",
                    "Invalid request.  The number of bytes uploaded is required to be equal or greater than 262144,"
                            + " except for the final request (it's recommended to be the exact multiple of 262144)."
                            + "  The received request contained " + announced
                            + " bytes, which does not meet this requirement."));
        }
        return Optional.empty();
    }

    private void expireIfToldTo(Session at) {
        if (has(StoreFault.Kind.EXPIRED)) {
            at.expire((int) fault.orElseThrow().number());
        }
    }

    private StoreAnswer part(PartsObject object) throws IOException, InterruptedException {
        long announced = announced();
        if (announced < 0 || object.isSealed()) {
            drain(announced, object);
            return announced < 0
                    ? StoreAnswer.error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
                    : StoreAnswer.error(404, "NoSuchUpload", "The specified upload does not exist.");
        }
        Intake intake = intake();
        try {
            Optional<String> tag =
                    object.take(part().orElseThrow(), announced, intake, IntakePlan.of(announced, fault));
            return tag.map(value -> StoreAnswer.with(200, "ETag", value)).orElse(StoreAnswer.NONE);
        } finally {
            note(intake, object);
        }
    }

    private StoreAnswer other() throws IOException, InterruptedException {
        Intake intake = intake();
        intake.read(Math.max(0, announced()), bytes -> {});
        return StoreAnswer.error(403, "SignatureDoesNotMatch", "Nobody has signed this request.");
    }

    /** A refusal that comes before the body was read does not reach a client that is still writing. */
    private void drain(long announced, StoredObject object) throws IOException, InterruptedException {
        Intake intake = intake();
        intake.read(Math.max(0, announced), bytes -> {});
        note(intake, object);
    }

    private Intake intake() {
        return new Intake(http.getRequestBody(), settings);
    }

    private void note(Intake intake, StoredObject object) {
        length = intake.length();
        crc32 = intake.crc32();
        object.count(length);
    }

    private long announced() {
        String value = header("Content-Length");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    private boolean has(StoreFault.Kind kind) {
        return IntakePlan.is(fault, kind);
    }

    private String header(String name) {
        String value = http.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** {@return how many bytes of a body came} */
    long length() {
        return length;
    }

    /** {@return their checksum} */
    long crc32() {
        return crc32;
    }

    /** {@return the headers that tell what was asked} */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        for (String name :
                new String[] {"Content-Length", "Content-Range", "Content-Type", "Transfer-Encoding", "X-Goog-Resumable"
                }) {
            if (http.getRequestHeaders().containsKey(name)) {
                headers.put(name.toLowerCase(Locale.ROOT), header(name));
            }
        }
        return headers;
    }
}
