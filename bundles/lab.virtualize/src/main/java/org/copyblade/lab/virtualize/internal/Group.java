package org.copyblade.lab.virtualize.internal;

/**
 * A consistency group.
 *
 * @param id number, never given twice
 */
record Group(int id, String name) {}
