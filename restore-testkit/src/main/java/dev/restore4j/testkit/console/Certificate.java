package dev.restore4j.testkit.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate of a host, made by the JDK's {@code keytool} as a process, and who trusts it. */
final class Certificate {

    /** Protects nothing: the key is made for one run. */
    static final String STORE_PASSWORD = "changeit";

    private static final String ALIAS = "console";

    private final KeyStore keys;
    private final Path trustStore;

    private Certificate(KeyStore keys, Path trustStore) {
        this.keys = keys;
        this.trustStore = trustStore;
    }

    /** Makes one, with its files in that directory. */
    static Certificate of(String host, Path directory) throws IOException {
        Path keyStore = directory.resolve("key.p12");
        Path trustStore = directory.resolve("trust.p12");
        generate(host, keyStore);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keyStore)) {
                keys.load(in, STORE_PASSWORD.toCharArray());
            }
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
            try (OutputStream out = Files.newOutputStream(trustStore)) {
                trusted.store(out, STORE_PASSWORD.toCharArray());
            }
            return new Certificate(keys, trustStore);
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate of " + host + " cannot be used.", e);
        }
    }

    private static void generate(String host, Path keyStore) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                STORE_PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException(
                        "keytool made no certificate of " + host + ": exit code " + exitCode + ", " + output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        }
    }

    Path trustStore() {
        return trustStore;
    }

    /** {@return what a server of that host and a client that trusts it both use} */
    SSLContext context() throws IOException {
        try {
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, STORE_PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(trustStore)) {
                trusted.load(in, STORE_PASSWORD.toCharArray());
            }
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be used.", e);
        }
    }
}
