/** What a crash has left open is settled at the next start: first of all, systems are resumed. */
package org.copyblade.manager.internal.settle;
