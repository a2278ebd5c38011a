/** Commands of IBM Storage Virtualize on the laboratory's array. */
package org.copyblade.lab.virtualize.internal;
