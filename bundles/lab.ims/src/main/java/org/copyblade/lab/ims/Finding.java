package org.copyblade.lab.ims;

/**
 * Something that is wrong with a copy.
 *
 * @param rule what does not hold
 * @param text where, and how it shows
 */
public record Finding(Rule rule, String text) {

    @Override
    public String toString() {
        return rule + " " + text;
    }
}
