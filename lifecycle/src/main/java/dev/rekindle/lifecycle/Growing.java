package dev.rekindle.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** Lists that cost nothing as long as they are empty: most are, in most steps. */
final class Growing {
    private Growing() {}

    /** The list with one more: the same one, unless it was the immutable empty one. */
    static <T> List<T> with(List<T> list, T element) {
        List<T> grown = list.isEmpty() ? new ArrayList<>() : list;
        grown.add(element);
        return grown;
    }
}
