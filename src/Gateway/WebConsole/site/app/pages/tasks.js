import { h } from '../dom.js';
export const page = () => h('p', {}, 'later');
