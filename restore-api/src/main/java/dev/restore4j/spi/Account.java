package dev.restore4j.spi;

import java.util.Objects;
import java.util.function.Supplier;

/** Whom a client speaks to, and as whom. Both are in the journal and in messages, and neither is a secret. Thread-safe. */
public final class Account {

    private final String address;
    private final Supplier<String> client;

    private Account(String address, Supplier<String> client) {
        this.address = address;
        this.client = client;
    }

    /**
     * {@return an account}
     *
     * @param address the service's address: an operation is gone on with at the address where it was begun
     * @param client names the present credential; another one later, where credentials are rotated
     */
    public static Account of(String address, Supplier<String> client) {
        return new Account(Objects.requireNonNull(address, "address"), Objects.requireNonNull(client, "client"));
    }

    /** {@return the service's address} */
    public String address() {
        return address;
    }

    /**
     * {@return what names the present credential}
     *
     * @throws dev.restore4j.error.AccessException if it cannot be read
     */
    public String client() {
        return client.get();
    }

    @Override
    public String toString() {
        return address;
    }
}
