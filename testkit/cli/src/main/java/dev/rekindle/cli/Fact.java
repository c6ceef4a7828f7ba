package dev.rekindle.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One line of the time line: something that was observed, decided or done.
 *
 * @param at when
 * @param step in which sync, from 1
 * @param kind its kind, for machines
 * @param tone its colour
 * @param what what happened
 * @param why why, or with which effects; one sentence, or a list of items
 * @param data the same for machines, without what and why
 */
record Fact(Duration at, int step, String kind, Tone tone, String what, List<String> why, Map<String, Object> data) {}
