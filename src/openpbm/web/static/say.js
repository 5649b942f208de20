/* Sentences come with the page; a gap is {name}, filled here. */
export const say = (sentence, gaps) => sentence.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
