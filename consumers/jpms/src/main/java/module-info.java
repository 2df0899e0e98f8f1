/** A program on the module path. All it requires is where its client and its tool come from; the rest comes with them. */
module com.example.recovery {
    requires dev.restore4j.admin;
    requires dev.restore4j.aura;
}
