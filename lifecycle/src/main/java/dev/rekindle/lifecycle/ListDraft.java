package dev.rekindle.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list while it is made: the old one itself when it comes to have the same elements. */
final class ListDraft<T> {
    private final List<T> old;
    private @Nullable List<T> changed;
    private int size;

    ListDraft(List<T> old) {
        this.old = old;
    }

    @SuppressWarnings("ReferenceEquality") // what is equal and another object makes another list
    void add(T element) {
        if (changed == null && (size >= old.size() || old.get(size) != element)) {
            changed = new ArrayList<>(Math.max(old.size(), size + 1));
            for (int i = 0; i < size; i++) {
                changed.add(old.get(i));
            }
        }
        if (changed != null) {
            changed.add(element);
        }
        size++;
    }

    /** What was added so far. */
    List<T> done() {
        if (changed != null) {
            return changed;
        }
        return size == old.size() ? old : old.subList(0, size);
    }
}
