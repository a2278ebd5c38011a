/** The backup run: plan, prepare, window, proof, record. */
package org.copyblade.manager.internal.backup;
