/** FlashCopy of IBM Storage Virtualize: mappings in consistency groups. */
package org.copyblade.blade.flashcopy.internal.virtualize;
