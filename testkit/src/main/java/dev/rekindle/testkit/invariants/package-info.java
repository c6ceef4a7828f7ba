/**
 * What must hold of every step, whatever happens around it: predicates over the state before, what was observed and
 * what was decided. Meant to be checked after every step of every test that lets pods progress.
 *
 * <pre>{@code
 * Invariants invariants = Invariants.of(pod, kubelet);
 * Step step = lifecycle.step(state, observed, now);
 * assertThat(invariants.check(state, observed, step, now)).isEmpty();
 * }</pre>
 *
 * <p>They judge single steps. What spans several steps, or lies outside of the step (the runtime, the scheduler, the
 * Job controller, the API server), is listed with the reason in {@code docs/invariants.md}.
 */
@NullMarked
package dev.rekindle.testkit.invariants;

import org.jspecify.annotations.NullMarked;
