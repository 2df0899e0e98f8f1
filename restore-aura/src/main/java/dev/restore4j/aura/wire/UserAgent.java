package dev.restore4j.aura.wire;

/** How this library names itself to Aura. */
public final class UserAgent {

    /** The header's value. */
    public static final String VALUE = "restore4j/" + version();

    private UserAgent() {}

    /** In a named module the version is in the descriptor, on a class path in the manifest. */
    private static String version() {
        String stated = UserAgent.class.getModule().getDescriptor() == null
                ? UserAgent.class.getPackage().getImplementationVersion()
                : UserAgent.class.getModule().getDescriptor().rawVersion().orElse(null);
        return stated == null ? "unversioned" : stated;
    }
}
