package dev.rekindle.driver;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The UIDs of pods that were removed, so that a late event does not bring one back. Bounded: the oldest go first. */
final class RemovedPods {
    static final int MAX = 100_000;

    private final Set<String> uids = new LinkedHashSet<>();

    synchronized void add(String podUid) {
        uids.add(podUid);
        if (uids.size() > MAX) {
            Iterator<String> oldest = uids.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean contains(String podUid) {
        return uids.contains(podUid);
    }

    /** The API server has these; of the others no event comes any more. */
    synchronized void retainAll(Set<String> podUids) {
        uids.retainAll(podUids);
    }
}
