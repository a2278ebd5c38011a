package org.copyblade.lab.zosmf.internal.jes;

/**
 * What became of a step.
 *
 * @param name may be empty
 * @param program its program
 * @param completion {@code CC 0000}, {@code ABEND S806}, {@code FLUSHED}; empty while it runs
 */
public record StepResult(String name, String program, String completion) {}
