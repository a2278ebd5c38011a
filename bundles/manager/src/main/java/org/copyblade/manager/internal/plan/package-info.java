/** What a backup copies to where, and the numbered checks that may forbid it. Changes nothing. */
package org.copyblade.manager.internal.plan;
