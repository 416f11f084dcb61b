// Lists of records, a column at a time: thousands of grants take a few calls.

// The list may have properties of its own under the names of methods; a copy has not.
export const having = (items, key, another) => [...items].filter((item) => item?.[key] && item[another]);

export const copies = (record, items) => items.map(() => ({ ...record }));

const set = (records, key, items, value) => {
  for (let index = 0; index < items.length; index++) records[index][key] = value(items[index], records[index]);
};

export const fill = (records, key, items, from) =>
  set(records, key, items, (item, record) => item[from] || record[key]);

export const fillAny = (records, key, items) => set(records, key, items, (item) => item[key]);

export const fillWord = (records, key, items, ...words) =>
  set(records, key, items, (item, record) => (words.includes(item[key]) ? item : record)[key]);

export const fillList = (records, key, items) =>
  set(records, key, items, (item) => (Array.isArray(item[key]) ? item[key] : []));
