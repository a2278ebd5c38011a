package org.copyblade.lab.zosmf.internal.jcl;

/**
 * What the JOB statement says.
 *
 * @param name 1 to 8 characters
 * @param jobClass input class
 * @param messageClass class of the job's messages
 * @param held was {@code TYPRUN=HOLD} or {@code TYPRUN=JCLHOLD} given?
 * @param scanOnly was {@code TYPRUN=SCAN} given?
 */
public record JobCard(String name, String jobClass, String messageClass, boolean held, boolean scanOnly) {}
