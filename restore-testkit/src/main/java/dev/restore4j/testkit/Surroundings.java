package dev.restore4j.testkit;

import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.net.URI;

/** What a fake lives in, beside its settings. */
record Surroundings(TimeSource time, URI baseUri, URI consoleUri, StoreSettings stores, ArchiveContent contents) {}
