/** Where the service keeps the files that pdf.js reads by name. */
export const PDFJS_FILES = new URL("/pdfjs/", location.href).href;
