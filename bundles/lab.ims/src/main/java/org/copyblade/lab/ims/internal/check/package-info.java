/** The checker: what must be true of any restartable copy, looked for on the copy alone. */
package org.copyblade.lab.ims.internal.check;
