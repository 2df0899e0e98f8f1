package dev.restore4j.examples.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Optional;

/** Where the program reads and writes: results on standard output, all else on standard error. */
final class Terminal {

    private final BufferedReader in;
    private final PrintWriter out;
    private final PrintWriter err;

    Terminal(Reader in, Writer out, Writer err) {
        this.in = new BufferedReader(in);
        this.out = new PrintWriter(out, true);
        this.err = new PrintWriter(err, true);
    }

    static Terminal ofProcess() {
        Charset charset = Charset.defaultCharset();
        return new Terminal(
                new InputStreamReader(System.in, charset),
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset));
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    /** {@return what was typed, without what surrounds it; empty at the end of the input} */
    Optional<String> ask(String question) {
        err.print(question);
        err.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
