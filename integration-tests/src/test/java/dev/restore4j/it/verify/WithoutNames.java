package dev.restore4j.it.verify;

import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Marker.Sighting;
import dev.restore4j.verify.Verdict;
import java.util.SortedSet;

/**
 * What is found in a database that knows no label, type or property key yet. There is one such moment in the life of a store.
 *
 * @param before all names, before anything looked
 * @param writable what the check finds
 * @param committed what that with a commit finds
 * @param afterChecks all names, after both
 * @param marked what a marker says that was placed
 * @param afterMarker all names, when it was removed
 * @param nodes how many nodes are left
 */
record WithoutNames(
        SortedSet<String> before,
        Verdict writable,
        Verdict committed,
        SortedSet<String> afterChecks,
        Sighting marked,
        SortedSet<String> afterMarker,
        long nodes) {

    static WithoutNames look(Lab lab) {
        try {
            SortedSet<String> before = lab.neo4j().tokens();
            Verdict writable = lab.bolt().writable().checks().get(2).look(new LookContext());
            Verdict committed = lab.bolt().writableCommitted().checks().get(2).look(new LookContext());
            SortedSet<String> afterChecks = lab.neo4j().tokens();
            Marker marker = lab.bolt().marker();
            LookContext notes = new LookContext();
            marker.place("restore4j marker", notes);
            Sighting marked = marker.look("restore4j marker", notes);
            marker.remove("restore4j marker", notes);
            return new WithoutNames(
                    before,
                    writable,
                    committed,
                    afterChecks,
                    marked,
                    lab.neo4j().tokens(),
                    lab.number("MATCH (n) RETURN count(n)"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
