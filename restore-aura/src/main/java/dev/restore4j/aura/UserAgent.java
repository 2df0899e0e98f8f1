package dev.restore4j.aura;

/** How this library names itself to Aura. */
final class UserAgent {

    static final String VALUE = "restore4j/" + version();

    private UserAgent() {}

    /** In a named module the version is in the descriptor, on a class path in the manifest. */
    private static String version() {
        String stated = AuraClient.class.getModule().getDescriptor() == null
                ? AuraClient.class.getPackage().getImplementationVersion()
                : AuraClient.class.getModule().getDescriptor().rawVersion().orElse(null);
        return stated == null ? "unversioned" : stated;
    }
}
