/** One string of `key value` pairs with bars between; opencc-js ships these modules without types. */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}
