/** Runs: their threads, their state, their journal, what they lock and how they fail. */
package org.copyblade.manager.internal.run;
