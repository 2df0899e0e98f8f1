/** A program on the module path. All it requires is where its client comes from; the rest comes with it. */
module com.example.recovery {
    requires dev.restore4j.aura;
}
