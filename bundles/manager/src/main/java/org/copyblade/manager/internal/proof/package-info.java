/** Whether a backup is consistent: gathers the facts, judges them, writes the evidence down. */
package org.copyblade.manager.internal.proof;
