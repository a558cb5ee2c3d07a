import Theme from 'vitepress/theme-without-fonts';
import './theme.css';

// The theme without its fonts: a reader's own will do, in both languages.
export default Theme;
