package dev.restore4j.aura;

/** The secret of an API credential. Its {@link #toString()} hides it. Immutable. */
public final class ClientSecret {

    private final String value;

    private ClientSecret(String value) {
        this.value = value;
    }

    /**
     * {@return the secret of this value}
     *
     * @param value as shown once by the Aura Console
     * @throws IllegalArgumentException if it is blank; the message does not contain it
     */
    public static ClientSecret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The client secret is blank.");
        }
        return new ClientSecret(value);
    }

    String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientSecret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** {@return a fixed text} */
    @Override
    public String toString() {
        return "(secret)";
    }
}
